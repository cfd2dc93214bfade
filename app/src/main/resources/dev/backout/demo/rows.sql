INSERT INTO users (email, name, created_at)
SELECT 'user' || n || '@example.com', 'User ' || n, timestamp '2026-01-05' + n * interval '7 minutes'
FROM generate_series(1, 1500) n;

INSERT INTO products (sku, name, price_cents, stock)
SELECT 'SKU-' || to_char(n, 'FM0000'), 'Product ' || n, 100 + n * 37 % 9000, n % 50
FROM generate_series(1, 300) n;

INSERT INTO orders (user_id, status, placed_at)
SELECT 1 + n * 7 % 1500, (enum_range(NULL::order_status))[1 + n % 4],
    timestamp '2026-01-12' + n * interval '23 minutes'
FROM generate_series(1, 3500) n;

INSERT INTO order_items (order_id, product_id, quantity, price_cents)
SELECT 1 + n % 3500, p.id, 1 + n % 3, p.price_cents
FROM generate_series(1, 7000) n
JOIN products p ON p.id = 1 + n * 11 % 300;

ANALYZE;
