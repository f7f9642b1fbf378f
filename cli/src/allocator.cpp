// How jemalloc goes about the memory of a process that serves. Elsewhere nobody reads it.

extern "C" const char* malloc_conf;

// Pages of large answers, given back to the system and asked for again, cost more than what is in
// them; a minute is longer than the breaks of a test run. Huge pages, because under a hypervisor
// page faults were more than half of what creating a contact cost.
const char* malloc_conf = "dirty_decay_ms:60000,muzzy_decay_ms:60000,thp:always";
