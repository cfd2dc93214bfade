-- before
CREATE TYPE kind AS ENUM ('user', 'error', 'progress');
CREATE TABLE item (
    id integer PRIMARY KEY,
    kind kind NOT NULL,
    progress integer,
    CONSTRAINT item_progress CHECK (kind <> 'progress' OR progress IS NOT NULL)
);
CREATE INDEX item_running ON item (id) WHERE kind = 'progress';
-- data
INSERT INTO item VALUES (1, 'user', NULL);
-- migration
ALTER TABLE item DROP COLUMN progress;
CREATE TYPE kind_new AS ENUM ('user', 'error');
ALTER TABLE item ADD COLUMN kind_new kind_new;
UPDATE item SET kind_new = kind::text::kind_new;
ALTER TABLE item DROP COLUMN kind;
ALTER TABLE item RENAME COLUMN kind_new TO kind;
ALTER TABLE item ALTER COLUMN kind SET NOT NULL;
DROP TYPE kind;
ALTER TYPE kind_new RENAME TO kind;
-- inverse
ALTER TYPE public.kind RENAME TO kind_old;
CREATE TYPE public.kind AS ENUM ('user', 'error', 'progress');
ALTER TABLE public.item ALTER COLUMN kind TYPE public.kind USING kind::text::public.kind;
DROP TYPE public.kind_old;
ALTER TABLE public.item ADD COLUMN progress integer;
ALTER TABLE public.item
    ADD CONSTRAINT item_progress CHECK ((kind <> 'progress'::public.kind) OR (progress IS NOT NULL));
CREATE INDEX item_running ON public.item (id) WHERE (kind = 'progress'::public.kind);
-- hazards
strong-lock
updates-rows
fails-on-rows
drops-column
drops-and-recreates
drops-index
removes-enum-value
