-- What a trigger does to all rows of a statement in the session that migrates. It runs as its
-- owner, since the migration may write as a role that has no rights on the records; hence the fixed
-- search_path. The server collects the rows before and after in the same order, so that the n-th
-- ones belong together, whatever happened to their keys.
-- The sequence counts images of rows, two for an update: what it counted is not taken back with a
-- savepoint, and neither are the server's own counters, with which it has to agree.
-- A table that the same statement altered before cannot be read by the names that are known here:
-- then nothing is counted, and the transaction is found to be incomplete.
--
-- 1 function, 2 origin, 3 log, 4 sequence, 5 columns before, 6 columns after,
-- 7 values before, 8 values after, 9 what differs, 10 sequence as a constant
declare
    backout_last bigint;
    backout_rows bigint;
begin
    if pg_catalog.current_setting('backout.watch', true) is distinct from %2$s then
        return null;
    end if;
    select last_value into backout_last from %4$s;
    if tg_op = 'INSERT' then
        insert into %3$s (backout_event, backout_what, %6$s)
        select backout_last + row_number() over (), 'I', %8$s from backout_new as backout_n;
        get diagnostics backout_rows = row_count;
    elsif tg_op = 'UPDATE' then
        select 2 * count(*) into backout_rows from backout_new;
        insert into %3$s (backout_event, backout_what, %5$s, %6$s)
        select backout_last + 2 * backout_o.backout_place, 'U', %7$s, %8$s
        from (select row_number() over () as backout_place, * from backout_old) as backout_o
        join (select row_number() over () as backout_place, * from backout_new) as backout_n
            on backout_n.backout_place = backout_o.backout_place
        where %9$s;
    else
        insert into %3$s (backout_event, backout_what, %5$s)
        select backout_last + row_number() over (), 'D', %7$s from backout_old as backout_o;
        get diagnostics backout_rows = row_count;
    end if;
    perform pg_catalog.setval(%10$s, backout_last + backout_rows);
    return null;
exception
    when undefined_column or datatype_mismatch or cannot_coerce then
        return null;
end
