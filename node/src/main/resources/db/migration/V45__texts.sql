-- Texts of this node that its admins have written in place of the ones that come with it.
CREATE TABLE node_text (
  name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  body MEDIUMTEXT NOT NULL,
  changed_at DATETIME(6) NOT NULL
);
