-- Many orders, quickly: indexes and the foreign key are made anew behind them.
ALTER TABLE "orders" DROP CONSTRAINT "orders_user_id_fkey";
DROP INDEX "orders_user_id_idx", "orders_placed_at_idx";
INSERT INTO "orders" ("user_id", "placed_at")
SELECT 1 + n % 1500, timestamp '2026-01-12' + n * interval '1 second' FROM generate_series(1, @orders@) n;
CREATE INDEX "orders_user_id_idx" ON "orders"("user_id");
CREATE INDEX "orders_placed_at_idx" ON "orders"("placed_at" DESC);
ALTER TABLE "orders" ADD CONSTRAINT "orders_user_id_fkey"
    FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ANALYZE;
