-- before
CREATE TABLE p (id int CONSTRAINT p_old PRIMARY KEY, n int CONSTRAINT n_old CHECK (n > 0), u int CONSTRAINT u_old UNIQUE);
CREATE TABLE c (p int CONSTRAINT f_old REFERENCES p);
-- migration
ALTER TABLE p RENAME CONSTRAINT p_old TO "P new";
ALTER TABLE p RENAME CONSTRAINT n_old TO "N new";
ALTER TABLE p RENAME CONSTRAINT u_old TO "U new";
ALTER TABLE c RENAME CONSTRAINT f_old TO "F new";
-- inverse
ALTER TABLE public.c RENAME CONSTRAINT "F new" TO f_old;
ALTER TABLE public.p RENAME CONSTRAINT "N new" TO n_old;
ALTER TABLE public.p RENAME CONSTRAINT "P new" TO p_old;
ALTER TABLE public.p RENAME CONSTRAINT "U new" TO u_old;
-- data-verdict none
