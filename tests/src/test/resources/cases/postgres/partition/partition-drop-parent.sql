-- before
CREATE TABLE m (id int NOT NULL, at date NOT NULL, note text DEFAULT 'n', PRIMARY KEY (id, at), CHECK (id > 0)) PARTITION BY RANGE (at);
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM (MINVALUE) TO ('2025-01-01');
CREATE TABLE m_2 PARTITION OF m FOR VALUES FROM ('2025-01-01') TO (MAXVALUE) WITH (fillfactor = 50);
CREATE INDEX m_note ON m (note);
-- data
INSERT INTO m (id, at) VALUES (1, '2024-05-05'), (2, '2025-05-05');
-- migration
DROP TABLE m;
-- inverse
CREATE TABLE public.m (
    id integer NOT NULL,
    at date NOT NULL,
    note text DEFAULT 'n',
    CONSTRAINT m_pkey PRIMARY KEY (id, at),
    CONSTRAINT m_id_check CHECK (id > 0)
) PARTITION BY RANGE (at);
CREATE TABLE public.m_1 PARTITION OF public.m FOR VALUES FROM (MINVALUE) TO ('2025-01-01');
CREATE TABLE public.m_2 PARTITION OF public.m FOR VALUES FROM ('2025-01-01') TO (MAXVALUE) WITH (fillfactor = 50);
CREATE INDEX m_note ON ONLY public.m (note);
CREATE INDEX m_1_note_idx ON public.m_1 (note);
ALTER INDEX public.m_note ATTACH PARTITION public.m_1_note_idx;
CREATE INDEX m_2_note_idx ON public.m_2 (note);
ALTER INDEX public.m_note ATTACH PARTITION public.m_2_note_idx;
-- hazards
drops-table
-- data-verdict lost
