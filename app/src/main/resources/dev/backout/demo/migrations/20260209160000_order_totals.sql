-- What the finance department reads. Written by hand.
CREATE VIEW "order_totals" AS
SELECT o."id", o."status", o."placed_at", sum(i."quantity" * i."price_cents") AS "total_cents"
FROM "orders" o
JOIN "order_items" i ON i."order_id" = o."id"
GROUP BY o."id";

COMMENT ON VIEW "order_totals" IS 'read by finance, every night';
