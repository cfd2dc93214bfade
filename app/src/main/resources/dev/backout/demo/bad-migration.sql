-- DropView
DROP VIEW "order_totals";

-- DropIndex
DROP INDEX "orders_placed_at_idx";

-- RenameColumn
ALTER TABLE "orders" RENAME COLUMN "user_id" TO "customer_id";

-- AlterTable
ALTER TABLE "orders" ALTER COLUMN "placed_at" DROP DEFAULT;

-- AlterEnum
ALTER TYPE "order_status" RENAME VALUE 'SHIPPED' TO 'SENT';
