-- before
CREATE EXTENSION citext;
CREATE TABLE q (id int PRIMARY KEY);
ALTER EXTENSION citext ADD TABLE q;
GRANT SELECT, INSERT ON q TO writer WITH GRANT OPTION;
SET ROLE writer;
GRANT INSERT ON q TO "Odd Role";
RESET ROLE;
-- migration
SET ROLE writer;
REVOKE INSERT ON q FROM "Odd Role";
GRANT SELECT ON q TO reader;
RESET ROLE;
-- inverse
SET ROLE writer;
REVOKE SELECT ON TABLE public.q FROM reader;
RESET ROLE;
SET ROLE writer;
GRANT INSERT ON TABLE public.q TO "Odd Role";
RESET ROLE;
-- hazards
grants-change
leaves-setting
