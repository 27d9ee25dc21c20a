-- Real money turned on: a node's books in play money are put away, and empty ones begin (ADR 35).

-- The one row is an admin's wish at first; what follows is filled in when the books change.
create table real_money (
  id               tinyint      not null primary key,
  -- What the node counts in from then on.
  currency         char(3) character set ascii collate ascii_bin not null,
  -- Archiving only within the transaction that archives: nobody else ever sees it.
  state            enum ('wished', 'archiving', 'begun') not null,
  wished_by        varchar(110) not null,
  wished_at        datetime(6)  not null,
  begun_at         datetime(6)  null,
  -- The month in which the empty books begin: nothing of an earlier one is asked for, said or checked any more.
  first_period     char(7)      null,
  play_currency    char(3) character set ascii collate ascii_bin null,
  -- Up to where messages belong to the books that are archived.
  inbound_sequence bigint       null,
  outbound_sequence bigint      null,
  constraint real_money_once check (id = 1),
  constraint real_money_whole check (
    (state = 'begun') = (begun_at is not null and first_period is not null and play_currency is not null
      and inbound_sequence is not null and outbound_sequence is not null))
);

-- The rows of the archived books, each as a JSON object of its columns; bytes in hex. The columns can be null only
-- because MariaDB refuses INSERT … SELECT into a table that has triggers and a column that is never null.
create table play_row (
  id         bigint      not null auto_increment primary key,
  table_name varchar(64) character set ascii collate ascii_bin null,
  content    longtext    null,
  index play_row_by_table (table_name, id),
  constraint play_row_whole check (table_name is not null and content is not null)
);

create trigger play_row_no_update before update on play_row for each row
  signal sqlstate '45000' set message_text = 'play_row is append-only';

create trigger play_row_no_delete before delete on play_row for each row
  signal sqlstate '45000' set message_text = 'play_row is append-only';

-- What is append-only leaves its table into the archive, and in no other way.
drop trigger ledger_transfer_no_delete;

create trigger ledger_transfer_no_delete before delete on ledger_transfer for each row
begin
  if not exists (select 1 from real_money where state = 'archiving') then
    signal sqlstate '45000' set message_text = 'ledger_transfer is append-only: correct it by a new transfer';
  end if;
end;

drop trigger audit_transfer_no_delete;

create trigger audit_transfer_no_delete before delete on audit_transfer for each row
begin
  if not exists (select 1 from real_money where state = 'archiving') then
    signal sqlstate '45000' set message_text = 'audit_transfer is append-only';
  end if;
end;

drop trigger log_entry_no_delete;

create trigger log_entry_no_delete before delete on log_entry for each row
begin
  if not exists (select 1 from real_money where state = 'archiving') then
    signal sqlstate '45000' set message_text = 'log_entry is append-only';
  end if;
end;

drop trigger log_fork_no_delete;

create trigger log_fork_no_delete before delete on log_fork for each row
begin
  if not exists (select 1 from real_money where state = 'archiving') then
    signal sqlstate '45000' set message_text = 'log_fork is append-only';
  end if;
end;
