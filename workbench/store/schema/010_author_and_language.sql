-- What is known of an article's author and language: as its source states them, or as they were
-- corrected. Of each thing that can be corrected, the newest live entry that names it stands.
create or replace view known_articles as
select
  article_rows.id,
  article_rows.text,
  coalesce(corrected.title, article_rows.title) as title,
  coalesce(corrected.url, article_rows.url) as url,
  coalesce(corrected.publisher, article_rows.publisher) as publisher,
  coalesce(try_cast(corrected.published as date), article_rows.published) as published,
  coalesce(corrected.author, arrivals.author) as author,
  coalesce(corrected.language, arrivals.language) as language,
  article_rows.entry
from article_rows
left join arrivals
  on arrivals.article_id = article_rows.id
left join (
  select
    article_id,
    arg_max(title, number) filter (where title is not null) as title,
    arg_max(url, number) filter (where url is not null) as url,
    arg_max(publisher, number) filter (where publisher is not null) as publisher,
    arg_max(published, number) filter (where published is not null) as published,
    arg_max(author, number) filter (where author is not null) as author,
    arg_max(language, number) filter (where language is not null) as language
  from (
    select
      number,
      (body::json ->> 'article') as article_id,
      (body::json ->> 'title') as title,
      (body::json ->> 'url') as url,
      (body::json ->> 'publisher') as publisher,
      (body::json ->> 'published') as published,
      (body::json ->> 'author') as author,
      (body::json ->> 'language') as language
    from live_entries
    where kind = 'article renamed'
  ) as corrections
  group by article_id
) as corrected
  on corrected.article_id = article_rows.id;

create or replace view articles as
select
  known_articles.id,
  known_articles.text,
  known_articles.title,
  known_articles.url,
  known_articles.publisher,
  known_articles.published,
  known_articles.author,
  known_articles.language,
  known_articles.entry
from known_articles
anti join removed_articles
  on removed_articles.article_id = known_articles.id;
