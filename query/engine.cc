#include "query/engine.h"
