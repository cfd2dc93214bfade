-- What a trigger does with the key of a row into which somebody writes a column whose values return:
-- what is written there stays. Of rows that are inserted only those matter of which something is
-- kept. A write of the application never fails by it: an error is caught, and the sequence says that
-- the log is not whole. It runs as its owner, since the application has no rights on the records.
--
-- 1 log, 2 its columns, 3 the key of the row, 4 what is kept, 5 pairs of it, 6 sequence of what was
-- missed as a constant
begin
    if tg_op = 'UPDATE' then
        insert into %1$s (%2$s, inserted) values (%3$s, false);
    else
        insert into %1$s (%2$s, inserted)
        select %3$s, true where exists (select from %4$s k where %5$s);
    end if;
    return null;
exception when others then
    begin
        perform pg_catalog.nextval(%6$s);
    exception when others then
        null;
    end;
    return null;
end
