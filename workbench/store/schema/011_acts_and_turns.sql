-- What an entry says of each claim that it names, and what was taken back or put back, so that no
-- look reads the JSON of the whole ledger. Both follow from the ledger as the two views tell it:
-- each write appends, and `verify` compares. An entry of which nothing can be read has no rows.
create table acts (
  entry bigint not null,
  moment bigint not null,
  entry_id text not null,
  kind text not null,
  analyst text not null,
  at_utc timestamp not null,
  claim_id text not null,
  verdict text,
  reason text,
  confidence text
);

create table turns (
  entry bigint not null,
  moment bigint not null,
  kind text not null,
  entry_id text not null
);

create view told_acts as
select *
from (
  select
    number as entry,
    moment,
    id as entry_id,
    kind,
    analyst,
    at_utc,
    unnest(
      coalesce(try_cast((body::json -> 'claims') as text[]), [body::json ->> 'claim'])
    ) as claim_id,
    (body::json ->> 'verdict') as verdict,
    (body::json ->> 'reason') as reason,
    (body::json ->> 'confidence') as confidence
  from ledger
  where json_valid(body)
) as named
where claim_id is not null;

create view told_turns as
select
  number as entry,
  moment,
  kind,
  (body::json ->> 'entry') as entry_id
from ledger
where kind in ('undone', 'redone')
  and json_valid(body)
  and (body::json ->> 'entry') is not null;

insert into acts
from told_acts
order by entry;

insert into turns
from told_turns
order by entry;

create view undone_entries as
select entry_id
from turns
group by entry_id
having arg_max(kind, moment) = 'undone';

create or replace view live_entries as
select
  ledger.moment as number,
  ledger.id,
  ledger.at_utc,
  ledger.analyst,
  ledger.kind,
  ledger.body
from ledger
anti join undone_entries
  on undone_entries.entry_id = ledger.id
where ledger.kind not in ('undone', 'redone');

create view live_acts as
select
  acts.claim_id,
  acts.moment as number,
  acts.entry_id,
  acts.kind,
  acts.verdict,
  acts.reason,
  acts.confidence,
  acts.analyst,
  acts.at_utc
from acts
anti join undone_entries
  on undone_entries.entry_id = acts.entry_id;

create or replace view current_voices as
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
  from live_acts
  where kind in ('decided', 'settled')
) as ranked
where recency = 1
  and (settled is null or number >= settled);

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
    from live_acts
    where kind in ('decided', 'settled', 'noted')
  ) as own
  where own_recency = 1
    and kind = 'noted'
    and reason is not null
) as ranked
where recency = 1;

create or replace view current_said as
select
  claim_id,
  entry_id,
  verdict,
  nullif(reason, '') as reason,
  analyst,
  at_utc
from (
  select
    *,
    row_number() over (partition by claim_id order by number desc) as recency
  from live_acts
  where kind = 'said judged'
) as ranked
where recency = 1;
