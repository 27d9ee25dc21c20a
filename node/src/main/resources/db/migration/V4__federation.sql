-- Remote actors, what came in, and what goes out.

CREATE TABLE remote_actor (
  id_hash    BINARY(32)                                     NOT NULL,
  id         VARCHAR(2048) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  document   MEDIUMBLOB                                     NOT NULL,
  fetched_at DATETIME(6)                                    NOT NULL,
  PRIMARY KEY (id_hash)
);

-- id_hash is the SHA-256 of the activity's id; content_hash that of its canonical JSON without the
-- proof. A row stays for ever: the same id never means anything else.
CREATE TABLE inbound_activity (
  sequence     BIGINT                                         NOT NULL AUTO_INCREMENT,
  id_hash      BINARY(32)                                     NOT NULL,
  content_hash BINARY(32)                                     NOT NULL,
  id           VARCHAR(2048) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  actor        VARCHAR(2048) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  proven       BOOLEAN                                        NOT NULL,
  -- The node that signed it for transport, and where that takes messages.
  node         VARCHAR(2048) CHARACTER SET ascii COLLATE ascii_bin NULL,
  node_inbox   VARCHAR(2048) CHARACTER SET ascii COLLATE ascii_bin NULL,
  body         MEDIUMBLOB                                     NOT NULL,
  received_at  DATETIME(6)                                    NOT NULL,
  state        VARCHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts     INT                                            NOT NULL,
  next_try     DATETIME(6)                                    NULL,
  code         VARCHAR(64)                                    NULL,
  error        VARCHAR(1000)                                  NULL,
  PRIMARY KEY (sequence),
  UNIQUE KEY inbound_activity_id (id_hash),
  KEY inbound_activity_due (next_try),
  CONSTRAINT inbound_activity_state CHECK (state IN ('pending', 'failed', 'done', 'refused')),
  CONSTRAINT inbound_activity_next_try CHECK ((next_try IS NULL) = (state IN ('done', 'refused')))
);

-- Other content under an id that is taken: evidence, and nothing else.
CREATE TABLE inbound_conflict (
  id_hash      BINARY(32)  NOT NULL,
  content_hash BINARY(32)  NOT NULL,
  body         MEDIUMBLOB  NOT NULL,
  received_at  DATETIME(6) NOT NULL,
  PRIMARY KEY (id_hash, content_hash)
);

CREATE TABLE outbound_message (
  sequence   BIGINT                                         NOT NULL AUTO_INCREMENT,
  id_hash    BINARY(32)                                     NOT NULL,
  id         VARCHAR(2048) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  body       MEDIUMBLOB                                     NOT NULL,
  created_at DATETIME(6)                                    NOT NULL,
  PRIMARY KEY (sequence),
  UNIQUE KEY outbound_message_id (id_hash)
);

-- next_try is also the lease: who claims a delivery moves it into the future, and a delivery whose
-- worker died is due again then.
CREATE TABLE delivery (
  message    BIGINT                                         NOT NULL,
  inbox_hash BINARY(32)                                     NOT NULL,
  inbox      VARCHAR(2048) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  host       VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state      VARCHAR(9) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts   INT                                            NOT NULL,
  next_try   DATETIME(6)                                    NULL,
  error      VARCHAR(1000)                                  NULL,
  PRIMARY KEY (message, inbox_hash),
  KEY delivery_due (state, host, next_try),
  CONSTRAINT delivery_state CHECK (state IN ('pending', 'delivered', 'given_up')),
  CONSTRAINT delivery_message FOREIGN KEY (message) REFERENCES outbound_message (sequence),
  CONSTRAINT delivery_next_try CHECK ((next_try IS NULL) = (state <> 'pending'))
);
