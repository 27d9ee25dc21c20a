-- Members, the keys of the node's own actors, and the tokens of its API.

CREATE TABLE member (
  id           UUID                                        NOT NULL,
  name         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  display_name VARCHAR(200)                                NOT NULL,
  created_at   DATETIME(6)                                 NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY member_name (name)
);

-- The actor is named by the path of its id, '/actor' or '/users/alice', so that keys survive a
-- change of the node's origin until they are renewed. public_key is PEM; private_key is sealed under
-- the key file, with actor and fragment as associated data, and destroyed when the key retires.
CREATE TABLE actor_key (
  actor       VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin   NOT NULL,
  fragment    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin   NOT NULL,
  public_key  VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  private_key VARBINARY(3000)                                     NULL,
  valid_from  DATETIME(6)                                         NOT NULL,
  valid_until DATETIME(6)                                         NULL,
  PRIMARY KEY (actor, fragment),
  CONSTRAINT actor_key_dates CHECK (valid_until IS NULL OR valid_until >= valid_from),
  CONSTRAINT actor_key_private CHECK ((private_key IS NULL) = (valid_until IS NOT NULL))
);

-- A token is shown once and stored as its SHA-256. Without a member it is the admin's.
CREATE TABLE api_token (
  hash       BINARY(32)                  NOT NULL,
  purpose    VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  member     UUID                        NULL,
  label      VARCHAR(100)                NOT NULL,
  created_at DATETIME(6)                 NOT NULL,
  expires_at DATETIME(6)                 NULL,
  PRIMARY KEY (hash),
  CONSTRAINT api_token_purpose CHECK (purpose IN ('api', 'set_up')),
  CONSTRAINT api_token_member FOREIGN KEY (member) REFERENCES member (id)
);
