-- The steps of a run between the first door that was shut and the last one that was opened.
select s.title,
    -- The line of an SQL step is written with the step itself: nothing says before that it begins.
    coalesce(
        min(j.at) filter (where j.event = 'intended'),
        max(j.at - j.took_ms * interval '1 ms') filter (where j.event = 'done')
    ) as began,
    max(j.at) filter (where j.event = 'done') as ended
from backout.step s
join backout.journal j on j.run = s.run and j.step = s.number
where s.run = ?
    and s.number between
        (select min(details[1]::integer) from backout.step where run = s.run and kind = 'opening')
        and (select max(number) from backout.step where run = s.run and kind = 'opening')
group by s.number, s.title
order by s.number
