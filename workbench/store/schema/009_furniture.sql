-- What stood around an article in its source, and was taken out of the article's text: each piece
-- with what it is, in the source's order. Furniture that stays in the text is in `left_out`.
create table furniture (
  article_id text not null,
  place integer not null,
  text text not null,
  kind text not null
);
