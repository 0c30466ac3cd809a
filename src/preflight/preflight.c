#include "preflight/preflight.h"

#include "preflight/check.h"

typedef struct loop {
    const sb_doc *doc;
    const sb_limits *limits;
    sb_arena **arenas;      /* [page] */
    sb_findings **findings; /* [page] */
    sb_arena **workers;     /* [worker]: of its ground */
    sb_ground **grounds;
} loop;

static void check_page(void *user, int i, int worker)
{
    loop *l = user;
    if (!l->grounds[worker]) {
        l->workers[worker] = sb_arena_new(0);
        l->grounds[worker] = sb_ground_new(l->workers[worker]);
    }
    l->arenas[i] = sb_arena_new(0);
    l->findings[i] = sb_findings_new(l->limits, l->arenas[i]);
    sb_check check = {sb_doc_page(l->doc, i), l->limits, l->findings[i]};
    sb_check_page(&check, l->grounds[worker]);
    sb_tree_page(&check, sb_doc_pages(l->doc));
}

sb_findings *sb_preflight(const sb_doc *doc, const sb_limits *limits, int jobs, sb_arena *arena)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    int n = sb_doc_pages(doc);
    jobs = jobs < 1 ? 1 : jobs;
    loop l = {
        .doc = doc,
        .limits = limits,
        .arenas = sb_arena_array(scratch, sb_arena *, n),
        .findings = sb_arena_array(scratch, sb_findings *, n),
        .workers = sb_arena_array(scratch, sb_arena *, jobs),
        .grounds = sb_arena_array(scratch, sb_ground *, jobs),
    };
    sb_parallel(n, jobs, check_page, &l, NULL);
    sb_findings *all = sb_findings_new(limits, arena);
    sb_tree_document(doc, all);
    for (int i = 0; i < n; i++) {
        sb_findings_merge(all, l.findings[i]);
        sb_arena_free(l.arenas[i]);
    }
    for (int i = 0; i < jobs; i++)
        sb_arena_free(l.workers[i]);
    return all;
}
