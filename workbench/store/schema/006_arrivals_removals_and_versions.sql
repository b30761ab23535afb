-- An article's row stays as it came in: another title, and that it was taken out, are entries, undone
-- and redone as decisions are. What others read as `articles` is in the store now, titled as now.
alter table articles rename to article_rows;

-- What was read when an article came in. `kept`: the original lies beside the store by its hash.
create table arrivals (
  article_id text not null,
  source text not null,
  sha256 text not null,
  media_type text not null,
  size bigint not null,
  read_at_utc timestamp not null,
  kept boolean not null,
  author text,
  language text,
  entry bigint not null
);

-- Some of the hashes of an article's runs of words: articles that share them may be nearly the same.
create table shingles (
  article_id text not null,
  shingle bigint not null
);

create view removed_articles as
select
  (body::json ->> 'article') as article_id,
  id as entry_id
from live_entries
where kind = 'article removed';

create view known_articles as
select
  article_rows.id,
  article_rows.text,
  coalesce(titles.title, article_rows.title) as title,
  article_rows.url,
  article_rows.publisher,
  article_rows.published,
  article_rows.entry
from article_rows
left join (
  select
    (body::json ->> 'article') as article_id,
    (body::json ->> 'title') as title,
    row_number() over (partition by (body::json ->> 'article') order by number desc) as recency
  from live_entries
  where kind = 'article renamed'
) as titles
  on titles.article_id = article_rows.id
  and titles.recency = 1;

create view articles as
select
  known_articles.id,
  known_articles.text,
  known_articles.title,
  known_articles.url,
  known_articles.publisher,
  known_articles.published,
  known_articles.entry
from known_articles
anti join removed_articles
  on removed_articles.article_id = known_articles.id;

-- That an article is a copy or a version of one before it; the newest finding on each two.
create view current_relations as
select
  number,
  article_id,
  other_id,
  relation,
  resemblance,
  containment
from (
  select
    *,
    row_number() over (partition by article_id, other_id order by number desc) as recency
  from (
    select
      number,
      (body::json ->> 'article') as article_id,
      (body::json ->> 'other') as other_id,
      (body::json ->> 'relation') as relation,
      (body::json ->> 'resemblance')::double as resemblance,
      (body::json ->> 'containment')::double as containment
    from live_entries
    where kind = 'article related'
  ) as findings
) as ranked
where recency = 1;
