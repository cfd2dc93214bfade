-- DropView
DROP VIEW "order_totals";

-- RenameColumn
ALTER TABLE "orders" RENAME COLUMN "user_id" TO "customer_id";

-- AlterTable
ALTER TABLE "orders" ALTER COLUMN "placed_at" DROP DEFAULT;

-- AlterEnum
ALTER TYPE "order_status" RENAME VALUE 'SHIPPED' TO 'SENT';

-- AlterTable
ALTER TABLE "products" DROP COLUMN "stock";
