-- Claims and past claims are numbered in the order they came in, from 0, and their terms too, so
-- that what is derived from the store for searching is addressed by row. `length` counts a claim's
-- terms, repetitions included.

create table searchable (
  number integer not null,
  claim_id text not null,
  text_sha256 text not null,
  length integer not null,
  entry bigint not null
);

create table terms (
  number integer not null,
  term text not null
);

create table occurrences (
  term integer not null,
  claim integer not null,
  count integer not null
);

insert into searchable (number, claim_id, text_sha256, length, entry)
select
  row_number() over (order by kept.entry, kept.place, kept.id) - 1,
  kept.id,
  kept.text_sha256,
  coalesce(counted.length, 0),
  kept.entry
from (
  select claims.id, claims.text_sha256, articles.entry, claims.place
  from claims
  join articles
    on articles.id = claims.article_id
  union all
  select id, text_sha256, entry, 0 as place
  from past_claims
) as kept
left join (
  select claim_id, max(length) as length
  from lengths
  group by claim_id
) as counted
  on counted.claim_id = kept.id
order by kept.entry, kept.place, kept.id;

insert into terms (number, term)
select
  row_number() over (order by term) - 1,
  term
from (select distinct term from postings) as known;

insert into occurrences (term, claim, count)
select
  terms.number,
  searchable.number,
  max(postings.count)
from postings
join terms
  on terms.term = postings.term
join searchable
  on searchable.claim_id = postings.claim_id
group by terms.number, searchable.number
order by searchable.number, terms.number;

drop table postings;

drop table lengths;
