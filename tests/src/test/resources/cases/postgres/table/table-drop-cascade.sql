-- before
CREATE TABLE parent (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE child (id int PRIMARY KEY, parent_id int REFERENCES parent ON DELETE CASCADE, code text REFERENCES parent (code));
CREATE VIEW v AS SELECT p.id, c.id AS child FROM parent p JOIN child c ON c.parent_id = p.id;
CREATE VIEW w AS SELECT child FROM v;
GRANT SELECT ON w TO reader;
CREATE FUNCTION f(parent) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- data
INSERT INTO parent VALUES (1, 'a');
INSERT INTO child VALUES (1, 1, 'a');
-- migration
DROP TABLE parent CASCADE;
-- inverse
CREATE TABLE public.parent (
    id integer NOT NULL,
    code text,
    CONSTRAINT parent_pkey PRIMARY KEY (id),
    CONSTRAINT parent_code_key UNIQUE (code)
);
CREATE OR REPLACE FUNCTION public.f(public.parent)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE VIEW public.v AS
 SELECT p.id,
    c.id AS child
   FROM (public.parent p
     JOIN public.child c ON ((c.parent_id = p.id)));
CREATE VIEW public.w AS
 SELECT child
   FROM public.v;
ALTER TABLE public.child
    ADD CONSTRAINT child_code_fkey FOREIGN KEY (code) REFERENCES public.parent(code);
ALTER TABLE public.child
    ADD CONSTRAINT child_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.parent(id) ON DELETE CASCADE;
GRANT SELECT ON TABLE public.w TO reader;
-- hazards
drops-table
drops-view
drops-function
drops-constraint
-- data-verdict lost
