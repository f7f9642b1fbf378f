// How jemalloc goes about memory, where it is linked.

extern "C" const char* malloc_conf;

// Pages of large answers, given back to the system and asked for again, cost more than what is in
// them; a minute is longer than the breaks of a test run. Huge pages, because under a hypervisor
// page faults take a tenth of a certification; a server does without (command_serve.cpp).
const char* malloc_conf = "dirty_decay_ms:60000,muzzy_decay_ms:60000,thp:always";
