// tarsach-dictionary: makes the tables of share/tarsach while the programs are built. It is not installed.
#include "dictionary/commands.h"

int main(int argc, char** argv) { return tarsach::dictionary::run_program(argc, argv); }
