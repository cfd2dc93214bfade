-- How many orders are not there as they were acknowledged: id, user, product.
select count(*)
from unnest(?::bigint[], ?::integer[], ?::integer[]) as told (id, customer, product)
left join orders o on o.id = told.id and o.user_id = told.customer
left join order_items i on i.order_id = o.id and i.product_id = told.product
where i.id is null
