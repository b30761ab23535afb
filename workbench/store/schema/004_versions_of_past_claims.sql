-- A past claim that came in again with something changed is appended as a newer version, which
-- supersedes the one before. What others read as `past_claims` is the version in force of each.
alter table past_claims rename to past_claim_versions;

alter table past_claim_versions add column analyst text;

alter table past_claim_versions add column origin text;

create table superseded (
  past_id text not null,
  entry bigint not null,
  by_entry bigint not null
);

-- Numbers of searchable texts whose past claim reads otherwise now, under a number of its own.
create table retired (
  number integer not null,
  entry bigint not null
);

-- Few are ever superseded, so this costs next to nothing; a window over all versions does not.
create view past_claims as
select past_claim_versions.*
from past_claim_versions
anti join superseded
  on superseded.past_id = past_claim_versions.id
  and superseded.entry = past_claim_versions.entry;
