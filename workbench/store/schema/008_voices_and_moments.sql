-- Entries count in the order of their moments: bigger than all before it in the store where an entry
-- was first written, and kept when stores are merged, so that both come to stand alike. It is the
-- entry's time in milliseconds and 20 bits of its id's hash, or one more than the moment before.
alter table ledger rename to ledger_without_moments;

create table ledger (
  number bigint not null,
  id text not null,
  at_utc timestamp not null,
  analyst text not null,
  kind text not null,
  body text not null,
  previous text not null,
  sha256 text not null,
  moment bigint not null
);

insert into ledger (number, id, at_utc, analyst, kind, body, previous, sha256, moment)
select
  number,
  id,
  at_utc,
  analyst,
  kind,
  body,
  previous,
  sha256,
  max(epoch_us(at_utc) // 1000 * 1048576 + ('0x' || substr(sha256(id), 1, 5))::bigint - number)
    over (order by number) + number
from ledger_without_moments
order by number;

drop table ledger_without_moments;

-- `number` is the moment here: whatever stands by the newest entry stands by the newest moment.
create or replace view live_entries as
select
  ledger.moment as number,
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
    row_number() over (partition by (body::json ->> 'entry') order by moment desc) as recency
  from ledger
  where kind in ('undone', 'redone')
) as turns
  on turns.id = ledger.id
  and turns.recency = 1
where ledger.kind not in ('undone', 'redone')
  and coalesce(turns.kind, 'redone') = 'redone';

-- Each analyst's own newest verdict on a claim; a settlement clears all before it.
create view current_voices as
select
  claim_id,
  number,
  entry_id,
  verdict,
  reason,
  confidence,
  analyst,
  at_utc
from (
  select
    *,
    row_number() over (partition by claim_id, analyst order by number desc) as recency,
    max(case when kind = 'settled' then number end) over (partition by claim_id) as settled
  from (
    select
      unnest((body::json -> 'claims')::text[]) as claim_id,
      number,
      id as entry_id,
      kind,
      (body::json ->> 'verdict') as verdict,
      (body::json ->> 'reason') as reason,
      (body::json ->> 'confidence') as confidence,
      analyst,
      at_utc
    from live_entries
    where kind in ('decided', 'settled')
  ) as acts
) as ranked
where recency = 1
  and (settled is null or number >= settled);

-- Where a claim stands that somebody gave a verdict: that verdict, or 'disagreement'.
create view current_statuses as
select
  claim_id,
  case when min(verdict) = max(verdict) then min(verdict) else 'disagreement' end as status
from current_voices
group by claim_id;

-- The same as one analyst may see it who reviews blind: nothing of a claim without a verdict of
-- their own. Null sees all.
create macro statuses_seen_by(viewer) as table
select claim_id, status
from current_statuses
where viewer is null
  or claim_id in (select claim_id from current_voices where analyst = viewer);

-- The newest verdict where all are the same; none stands while analysts disagree.
create or replace view current_decisions as
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
    row_number() over (partition by claim_id order by number desc) as recency,
    min(verdict) over (partition by claim_id) as lowest,
    max(verdict) over (partition by claim_id) as highest
  from current_voices
) as ranked
where recency = 1
  and lowest = highest;

-- A reason waits for the next verdict of the analyst who noted it; the newest of several is shown.
create or replace view current_notes as
select
  claim_id,
  reason,
  analyst
from (
  select
    *,
    row_number() over (partition by claim_id order by number desc) as recency
  from (
    select
      *,
      row_number() over (partition by claim_id, analyst order by number desc) as own_recency
    from (
      select
        unnest((body::json -> 'claims')::text[]) as claim_id,
        number,
        kind,
        (body::json ->> 'reason') as reason,
        analyst
      from live_entries
      where kind in ('decided', 'settled', 'noted')
    ) as acts
  ) as own
  where own_recency = 1
    and kind = 'noted'
    and reason is not null
) as ranked
where recency = 1;
