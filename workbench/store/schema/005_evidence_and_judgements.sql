-- Whatever was done can be taken back; only taking back and restoring cannot.
create or replace view live_entries as
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
where ledger.kind not in ('undone', 'redone')
  and coalesce(turns.kind, 'redone') = 'redone';

-- Whether a speaker said it, apart from whether it is so: the newest judgement.
create view current_said as
select
  claim_id,
  entry_id,
  verdict,
  reason,
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
      nullif(body::json ->> 'reason', '') as reason,
      analyst,
      at_utc
    from live_entries
    where kind = 'said judged'
  ) as judgements
) as ranked
where recency = 1;

-- An entry corrects or removes evidence on the claims that it names, and on no others.
create view current_evidence as
with given as (
  select
    unnest((body::json -> 'claims')::text[]) as claim_id,
    number,
    id as entry_id,
    (body::json -> 'evidence')::text as evidence,
    analyst,
    at_utc
  from live_entries
  where kind = 'evidence given'
),
gone as (
  select
    unnest((body::json -> 'claims')::text[]) as claim_id,
    case kind
      when 'evidence given' then (body::json ->> 'replaces')
      else (body::json ->> 'evidence')
    end as entry_id
  from live_entries
  where kind in ('evidence given', 'evidence removed')
)
select
  given.claim_id,
  given.number,
  given.entry_id,
  given.evidence,
  given.analyst,
  given.at_utc
from given
anti join gone
  on gone.claim_id = given.claim_id
  and gone.entry_id = given.entry_id;

-- A tag stands on a claim where the newest entry that names it put it on; one that puts it on and
-- takes it off takes it off.
create view current_tags as
with named as (
  select
    unnest((body::json -> 'claims')::text[]) as claim_id,
    number,
    (body::json -> 'added')::text[] as added,
    (body::json -> 'removed')::text[] as removed
  from live_entries
  where kind = 'tagged'
),
turns as (
  select claim_id, number, unnest(added) as tag, true as is_on
  from named
  union all
  select claim_id, number, unnest(removed) as tag, false as is_on
  from named
)
select
  claim_id,
  tag
from (
  select
    *,
    row_number() over (partition by claim_id, tag order by number desc, is_on) as recency
  from turns
) as ranked
where recency = 1
  and is_on;

create view current_written_notes as
select
  claim_id,
  note,
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
      (body::json ->> 'note') as note,
      analyst,
      at_utc
    from live_entries
    where kind = 'note written'
  ) as notes
) as ranked
where recency = 1
  and note is not null;
