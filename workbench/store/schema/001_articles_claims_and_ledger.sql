-- Append-only: rows are inserted and read. No FOREIGN KEY (updates of list columns, upserts and
-- renames fail beside one), no PRIMARY KEY, UNIQUE or index (duckdb #23645, #25928: replay and
-- delete bugs of secondary indexes); what must be unique is checked in the inserting transaction.

create table workbench_migrations (
  number integer not null,
  name text not null,
  sha256 text not null
);

-- Each entry holds the SHA-256 of the one before it and of its own canonical form (RFC 8785).
create table ledger (
  number bigint not null,
  id text not null,
  at_utc timestamp not null,
  analyst text not null,
  kind text not null,
  body text not null,
  previous text not null,
  sha256 text not null
);

create table articles (
  id text not null,
  text text not null,
  title text not null,
  url text,
  publisher text,
  published date,
  entry bigint not null
);

create table claims (
  id text not null,
  article_id text not null,
  place integer not null,
  spans text not null,
  text text not null,
  text_sha256 text not null,
  speaker text,
  speaker_span text,
  cue text,
  manner text not null,
  figures text not null,
  dates text not null,
  checkability text not null,
  brackets text not null
);

create table left_out (
  article_id text not null,
  place integer not null,
  spans text not null,
  reason text not null
);

create table past_claims (
  id text not null,
  text text not null,
  text_sha256 text not null,
  title text,
  verdict text,
  rating text,
  date date,
  publisher text,
  address text,
  speaker text,
  figures text not null,
  article_id text,
  reason text,
  entry bigint not null
);

create table vectors (
  text_sha256 text not null,
  model text not null,
  vector float[] not null,
  entry bigint not null
);

create table postings (
  term text not null,
  claim_id text not null,
  count integer not null
);

create table lengths (
  claim_id text not null,
  length integer not null
);

-- What can be undone, and is live: the last entry that undoes or redoes it, if any, redoes it.
create view live_entries as
select
  ledger.number,
  ledger.id,
  ledger.at_utc,
  ledger.analyst,
  ledger.kind,
  ledger.body
from ledger
left join (
  select
    (body::json ->> 'entry') as id,
    kind,
    row_number() over (partition by (body::json ->> 'entry') order by number desc) as recency
  from ledger
  where kind in ('undone', 'redone')
) as turns
  on turns.id = ledger.id
  and turns.recency = 1
where ledger.kind in ('decided', 'noted')
  and coalesce(turns.kind, 'redone') = 'redone';

create view current_decisions as
select
  claim_id,
  entry_id,
  verdict,
  reason,
  confidence,
  analyst,
  at_utc
from (
  select
    *,
    row_number() over (partition by claim_id order by number desc) as recency
  from (
    select
      unnest((body::json -> 'claims')::text[]) as claim_id,
      number,
      id as entry_id,
      (body::json ->> 'verdict') as verdict,
      (body::json ->> 'reason') as reason,
      (body::json ->> 'confidence') as confidence,
      analyst,
      at_utc
    from live_entries
    where kind = 'decided'
  ) as decisions
) as ranked
where recency = 1;

-- A reason that waits for the next verdict: the newest live entry on its claim is a note.
create view current_notes as
select
  claim_id,
  reason
from (
  select
    *,
    row_number() over (partition by claim_id order by number desc) as recency
  from (
    select
      unnest((body::json -> 'claims')::text[]) as claim_id,
      number,
      kind,
      (body::json ->> 'reason') as reason
    from live_entries
  ) as acts
) as ranked
where recency = 1
  and kind = 'noted';
