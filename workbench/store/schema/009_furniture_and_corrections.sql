-- What stood around an article in its source, and was taken out of the article's text: each piece
-- with what it is, in the source's order. Furniture that stays in the text is in `left_out`.
create table furniture (
  article_id text not null,
  place integer not null,
  text text not null,
  kind text not null
);

-- Besides its title, what an article says of its publisher, date and address can be corrected: of
-- each, the newest live entry that names it stands.
create or replace view known_articles as
select
  article_rows.id,
  article_rows.text,
  coalesce(corrected.title, article_rows.title) as title,
  coalesce(corrected.url, article_rows.url) as url,
  coalesce(corrected.publisher, article_rows.publisher) as publisher,
  coalesce(try_cast(corrected.published as date), article_rows.published) as published,
  article_rows.entry
from article_rows
left join (
  select
    article_id,
    arg_max(title, number) filter (where title is not null) as title,
    arg_max(url, number) filter (where url is not null) as url,
    arg_max(publisher, number) filter (where publisher is not null) as publisher,
    arg_max(published, number) filter (where published is not null) as published
  from (
    select
      number,
      (body::json ->> 'article') as article_id,
      (body::json ->> 'title') as title,
      (body::json ->> 'url') as url,
      (body::json ->> 'publisher') as publisher,
      (body::json ->> 'published') as published
    from live_entries
    where kind = 'article renamed'
  ) as corrections
  group by article_id
) as corrected
  on corrected.article_id = article_rows.id;
