-- file 20260101000000_profiles
create table public.profiles (
    id uuid primary key references auth.users (id) on delete cascade,
    name text not null default 'x;y' -- no ; here
);
alter table public.profiles enable row level security;
create policy "own profile" on public.profiles to authenticated using (auth.uid() = id);
create function public.handle_new_user() returns trigger language plpgsql security definer
    set search_path = '' as $$
begin
    insert into public.profiles (id) values (new.id);
    return new;
end $$;
create trigger on_auth_user_created after insert on auth.users
    for each row execute function public.handle_new_user();
-- file 20260102000000_storage
create policy "avatar read" on storage.objects for select
    using (bucket_id = 'avatars' and (storage.foldername(name))[1] = auth.uid()::text);
create policy "avatar write" on storage.objects as restrictive for insert to authenticated, anon
    with check (bucket_id = 'avatars');
alter publication supabase_realtime add table public.profiles;
-- file 20260103000000_grants
create table public.secrets (id bigint generated always as identity primary key, v text);
revoke all on public.secrets from anon, authenticated;
grant select (v), insert on public.secrets to authenticated;
grant usage on schema extensions to anon with grant option;
alter default privileges in schema public revoke execute on functions from anon;
create function public.count_secrets() returns bigint language sql stable
    return (select count(*) from public.secrets);
revoke execute on function public.count_secrets() from public, authenticated;
-- file 20260104000000_extensions
create extension if not exists vector with schema extensions;
create extension pg_cron;
create table public.notes (id int primary key, near extensions.vector(3));
create index notes_near on public.notes using hnsw (near extensions.vector_cosine_ops)
    with (m = 16, ef_construction = 64);
-- file 20260105000000_changes
alter policy "own profile" on public.profiles to authenticated, service_role using (true);
alter policy "avatar read" on storage.objects rename to "Avatar ""read""";
alter table public.profiles force row level security;
alter publication supabase_realtime add table public.notes;
-- file 20260106000000_drops
drop policy "own profile" on public.profiles;
drop policy "avatar write" on storage.objects;
alter publication supabase_realtime drop table public.profiles;
revoke all on public.profiles from anon;
drop trigger on_auth_user_created on auth.users;
drop function public.handle_new_user();
alter default privileges in schema public grant execute on functions to anon;
revoke usage on schema extensions from anon;
drop table public.secrets cascade;
-- file 20260107000000_leaves
drop table public.notes;
drop extension pg_cron;
drop extension vector;
alter table public.profiles disable row level security;
