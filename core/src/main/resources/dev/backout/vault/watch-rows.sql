-- What a trigger does to each row in the session that migrates. It runs as its owner, since the
-- migration may write as a role that has no rights on the records; hence the fixed search_path.
-- The sequence counts images of rows, two for an update: what it counted is not taken back with a
-- savepoint, and neither are the server's own counters, with which it has to agree.
--
-- 1 function, 2 origin, 3 log, 4 sequence, 5 columns before, 6 columns after,
-- 7 values before, 8 values after, 9 what differs, 10 sequence as a constant
declare
    backout_last bigint;
begin
    if pg_catalog.current_setting('backout.watch', true) is distinct from %2$s then
        return null;
    end if;
    select last_value into backout_last from %4$s;
    if tg_op = 'INSERT' then
        insert into %3$s (backout_event, backout_what, %6$s)
        values (backout_last + 1, 'I', %8$s);
        perform pg_catalog.setval(%10$s, backout_last + 1);
    elsif tg_op = 'UPDATE' then
        insert into %3$s (backout_event, backout_what, %5$s, %6$s)
        select backout_last + 2, 'U', %7$s, %8$s where %9$s;
        perform pg_catalog.setval(%10$s, backout_last + 2);
    else
        insert into %3$s (backout_event, backout_what, %5$s)
        values (backout_last + 1, 'D', %7$s);
        perform pg_catalog.setval(%10$s, backout_last + 1);
    end if;
    return null;
end
