/* progress: a bar on a terminal once a run takes longer than a second, plain lines elsewhere.
 */
#ifndef SB_CLI_PROGRESS_H
#define SB_CLI_PROGRESS_H

void sb_cli_progress(void *user, const char *stage, int done, int total);
void sb_cli_progress_end(void);

#endif
