-- migration
CREATE TEXT SEARCH CONFIGURATION "Cfg 1" (COPY = simple);
