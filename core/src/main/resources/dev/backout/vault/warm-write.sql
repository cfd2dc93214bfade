-- What a trigger does with the keys that a statement wrote. A write of the application never fails
-- by it: an error is caught, and the sequence says that the log is not whole. It runs as its owner,
-- since the application has no rights on the records; hence the fixed search_path.
--
-- 1 log, 2 its columns, 3 columns of the key, 4 sequence of what was missed as a constant
begin
    if tg_op = 'INSERT' then
        insert into %1$s (%2$s) select %3$s from backout_new;
    elsif tg_op = 'DELETE' then
        insert into %1$s (%2$s) select %3$s from backout_old;
    elsif tg_op = 'UPDATE' then
        insert into %1$s (%2$s)
        select %3$s from backout_new union select %3$s from backout_old;
    else
        perform pg_catalog.nextval(%4$s);
    end if;
    return null;
exception when others then
    begin
        perform pg_catalog.nextval(%4$s);
    exception when others then
        null;
    end;
    return null;
end
