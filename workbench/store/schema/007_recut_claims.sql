-- What an analyst makes of an article's claims by narrowing, splitting, merging … is an entry that
-- takes claims out of force and makes others. No row is changed: `claim_rows` are all claims there
-- ever were, `made_by` the first entry that made one, null for those that came in with the article.
-- What others read as `claims` are those in force.
alter table claims rename to claim_rows;

alter table claim_rows add column made_by text;

-- The newest live entry that names a claim took it or made it.
create view current_cuts as
select
  claim_id,
  entry_id,
  is_made
from (
  select
    claim_id,
    entry_id,
    not list_contains(taken, claim_id) as is_made,
    row_number() over (partition by claim_id order by number desc) as recency
  from (
    select
      unnest((body::json -> 'claims')::text[]) as claim_id,
      (body::json -> 'taken')::text[] as taken,
      number,
      id as entry_id
    from live_entries
    where kind = 'recut'
  ) as named
) as ranked
where recency = 1;

create view claims as
select claim_rows.*
from claim_rows
left join current_cuts
  on current_cuts.claim_id = claim_rows.id
where coalesce(current_cuts.is_made, claim_rows.made_by is null);

-- The others, which are few: found without looking through all claims.
create view claims_out_of_force as
select claim_id
from current_cuts
where not is_made
union all
select claim_rows.id as claim_id
from claim_rows
anti join current_cuts
  on current_cuts.claim_id = claim_rows.id
where claim_rows.made_by is not null;
