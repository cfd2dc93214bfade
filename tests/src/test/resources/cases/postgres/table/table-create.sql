-- migration
CREATE TABLE t (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    price numeric(10, 2) DEFAULT 0 CHECK (price >= 0),
    created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (name)
);
-- inverse
DROP TABLE public.t;
-- data-verdict none
