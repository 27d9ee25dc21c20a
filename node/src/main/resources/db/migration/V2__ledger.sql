-- Double-entry ledger in micro-units of the node's one currency.
--
-- ledger_transfer is the truth and append-only. ledger_account caches what the transfers add up to, so that a CHECK
-- can refuse what must never be negative; LedgerCheck recomputes it.
CREATE TABLE ledger_account (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  normal_side VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  debits_posted_micros BIGINT NOT NULL DEFAULT 0,
  debits_pending_micros BIGINT NOT NULL DEFAULT 0,
  credits_posted_micros BIGINT NOT NULL DEFAULT 0,
  credits_pending_micros BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT ledger_account_code UNIQUE (code),
  CONSTRAINT ledger_account_side CHECK (normal_side IN ('DEBIT', 'CREDIT')),
  CONSTRAINT ledger_account_sums CHECK (
    debits_posted_micros >= 0 AND debits_pending_micros >= 0
    AND credits_posted_micros >= 0 AND credits_pending_micros >= 0),
  CONSTRAINT ledger_account_available CHECK (
    CASE normal_side
      WHEN 'DEBIT' THEN debits_posted_micros - credits_posted_micros - credits_pending_micros
      ELSE credits_posted_micros - debits_posted_micros - debits_pending_micros
    END >= 0)
);

CREATE TABLE ledger_transfer (
  sequence BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  id UUID NOT NULL,
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The pending transfer that this one posts or voids: at most once.
  pending_id UUID,
  debit_account BIGINT NOT NULL,
  credit_account BIGINT NOT NULL,
  -- Of a VOID, what it releases; of a POST, what it moves: the rest of the pending amount is released.
  amount_micros BIGINT NOT NULL,
  code VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reference VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  period CHAR(7) CHARACTER SET ascii COLLATE ascii_bin,
  -- Calendar time.
  booked_at DATETIME(6) NOT NULL,
  CONSTRAINT ledger_transfer_id UNIQUE (id),
  CONSTRAINT ledger_transfer_pending UNIQUE (pending_id),
  CONSTRAINT ledger_transfer_resolves FOREIGN KEY (pending_id) REFERENCES ledger_transfer (id),
  CONSTRAINT ledger_transfer_debit FOREIGN KEY (debit_account) REFERENCES ledger_account (id),
  CONSTRAINT ledger_transfer_credit FOREIGN KEY (credit_account) REFERENCES ledger_account (id),
  CONSTRAINT ledger_transfer_kind CHECK (kind IN ('POSTED', 'PENDING', 'POST', 'VOID')),
  CONSTRAINT ledger_transfer_resolution CHECK ((kind IN ('POST', 'VOID')) = (pending_id IS NOT NULL)),
  CONSTRAINT ledger_transfer_sides CHECK (debit_account <> credit_account),
  CONSTRAINT ledger_transfer_amount CHECK (amount_micros > 0)
);

CREATE TRIGGER ledger_transfer_no_update BEFORE UPDATE ON ledger_transfer FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger_transfer is append-only: correct it by a new transfer';

CREATE TRIGGER ledger_transfer_no_delete BEFORE DELETE ON ledger_transfer FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger_transfer is append-only: correct it by a new transfer';
