-- Seals over the ledger, the log of them, and what other nodes and this one have witnessed of each other's.

-- Up to which sequence transfers are sealed, or about to be: none is added at or below it any more. A transaction that
-- was given such a number and comes too late runs again, and is given a higher one (ADR 11). It looks after its insert;
-- a trigger would do so with a lock that is held to the end of the transaction.
CREATE TABLE ledger_horizon (
  id TINYINT NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  CONSTRAINT ledger_horizon_one CHECK (id = 1)
);

INSERT INTO ledger_horizon (id, sequence) VALUES (1, 0);

CREATE TRIGGER ledger_horizon_no_way_back BEFORE UPDATE ON ledger_horizon FOR EACH ROW
BEGIN
  IF NEW.sequence < OLD.sequence THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger_horizon only rises';
  END IF;
END;

CREATE TRIGGER ledger_horizon_no_delete BEFORE DELETE ON ledger_horizon FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger_horizon only rises';

-- A leaf of the log is the document: canonical JSON with the node's proof. The salt of its digest stays here.
CREATE TABLE ledger_seal (
  number BIGINT NOT NULL PRIMARY KEY,
  last_sequence BIGINT NOT NULL,
  salt BINARY(32) NOT NULL,
  document VARBINARY(2000) NOT NULL,
  CONSTRAINT ledger_seal_last UNIQUE (last_sequence)
);

-- The complete subtrees of the log's Merkle tree, leaves at level 0; they never change.
CREATE TABLE ledger_tree (
  level TINYINT NOT NULL,
  position BIGINT NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (level, position)
);

CREATE TRIGGER ledger_seal_no_update BEFORE UPDATE ON ledger_seal FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger_seal is append-only';

CREATE TRIGGER ledger_seal_no_delete BEFORE DELETE ON ledger_seal FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger_seal is append-only';

CREATE TRIGGER ledger_tree_no_update BEFORE UPDATE ON ledger_tree FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger_tree is append-only';

CREATE TRIGGER ledger_tree_no_delete BEFORE DELETE ON ledger_tree FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger_tree is append-only';

-- What this node last witnessed of a peer's log, as the peer signed it.
CREATE TABLE witnessed_head (
  peer_id INT NOT NULL PRIMARY KEY,
  size BIGINT NOT NULL,
  note BLOB NOT NULL,
  -- Calendar time at which the peer was last asked with success.
  asked_at DATETIME(6) NOT NULL,
  -- Whether the peer has our cosignature on it.
  delivered BOOLEAN NOT NULL,
  CONSTRAINT witnessed_head_peer FOREIGN KEY (peer_id) REFERENCES peer (id)
);

-- Two heads that a peer signed and that do not go together.
CREATE TABLE witness_evidence (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  peer_id INT NOT NULL,
  verdict VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  known MEDIUMBLOB NOT NULL,
  -- The offered head with the proof that came with it.
  offered MEDIUMBLOB NOT NULL,
  -- The key that signed the offered head, as a C2SP vkey.
  log_key VARCHAR(500) NOT NULL,
  -- SHA-256 of known, and of the text of the offered head: the same again is not kept again.
  digest BINARY(32) NOT NULL,
  found_at DATETIME(6) NOT NULL,
  -- Set by an admin who has looked into it: then check no longer reports it.
  settled_at DATETIME(6) NULL,
  CONSTRAINT witness_evidence_once UNIQUE (peer_id, digest),
  CONSTRAINT witness_evidence_verdict CHECK (verdict IN ('SMALLER', 'FORKED', 'UNPROVEN')),
  CONSTRAINT witness_evidence_peer FOREIGN KEY (peer_id) REFERENCES peer (id)
);

CREATE TRIGGER witness_evidence_stays BEFORE UPDATE ON witness_evidence FOR EACH ROW
BEGIN
  IF NOT (NEW.id = OLD.id AND NEW.peer_id = OLD.peer_id AND NEW.verdict = OLD.verdict AND NEW.known = OLD.known
      AND NEW.offered = OLD.offered AND NEW.log_key = OLD.log_key AND NEW.digest = OLD.digest
      AND NEW.found_at = OLD.found_at) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'witness_evidence is append-only, but for settled_at';
  END IF;
END;

CREATE TRIGGER witness_evidence_no_delete BEFORE DELETE ON witness_evidence FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'witness_evidence is append-only';

-- Peers' cosignatures on heads of this node's log: the newest of each on each head.
CREATE TABLE witness_cosignature (
  size BIGINT NOT NULL,
  root BINARY(32) NOT NULL,
  peer_id INT NOT NULL,
  -- The line of the note.
  signature VARCHAR(600) NOT NULL,
  signed_at DATETIME(6) NOT NULL,
  PRIMARY KEY (size, root, peer_id),
  CONSTRAINT witness_cosignature_peer FOREIGN KEY (peer_id) REFERENCES peer (id)
);
