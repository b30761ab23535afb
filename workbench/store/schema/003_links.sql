-- An analyst's answer on a past claim beside a claim is an act like a decision: undone and redone.
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
where ledger.kind in ('decided', 'noted', 'linked')
  and coalesce(turns.kind, 'redone') = 'redone';

-- A link takes no note's place: only decisions and notes are a claim's newest entry.
create or replace view current_notes as
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
    where kind in ('decided', 'noted')
  ) as acts
) as ranked
where recency = 1
  and kind = 'noted';

-- The newest live answer for each claim and past claim; the others stay in the ledger.
create view current_links as
select
  number,
  entry_id,
  claim_id,
  past_id,
  answer,
  analyst,
  at_utc,
  score,
  model,
  suggest,
  match
from (
  select
    *,
    row_number() over (partition by claim_id, past_id order by number desc) as recency
  from (
    select
      number,
      id as entry_id,
      (body::json ->> 'claim') as claim_id,
      (body::json ->> 'past') as past_id,
      (body::json ->> 'answer') as answer,
      analyst,
      at_utc,
      (body::json ->> 'score')::double as score,
      (body::json ->> 'model') as model,
      (body::json ->> 'suggest')::double as suggest,
      (body::json ->> 'match')::double as match
    from live_entries
    where kind = 'linked'
  ) as answers
) as ranked
where recency = 1;
