-- Who wanted a policy: what an admin announces on a page stands until the configuration changes.
alter table node_policy
  add column wanted_by enum('configuration', 'admin') not null default 'configuration';
