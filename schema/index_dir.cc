#include "schema/index_dir.h"
