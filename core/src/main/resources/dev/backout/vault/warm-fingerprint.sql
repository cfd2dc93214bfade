-- What is another once rows were written, or may be, without our triggers: the files of a table and
-- of its partitions, the triggers themselves, subscriptions that write without firing any. The
-- arguments: the table's OID, a pattern of the triggers' names.
WITH RECURSIVE tree AS (
    SELECT ?::text::oid AS oid
     UNION ALL
    SELECT i.inhrelid
      FROM tree
      JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
)
SELECT pg_catalog.concat_ws(' ', 'file', c.oid, c.relfilenode, c.relkind) AS mark
  FROM tree
  JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid
 UNION ALL
SELECT pg_catalog.concat_ws(' ', 'trigger', t.tgrelid, t.oid, t.xmin, t.tgenabled)
  FROM tree
  JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = tree.oid
 WHERE t.tgname LIKE ?
 UNION ALL
SELECT pg_catalog.concat_ws(' ', 'subscription', s.srrelid)
  FROM tree
  JOIN pg_catalog.pg_subscription_rel AS s ON s.srrelid = tree.oid
 ORDER BY mark
