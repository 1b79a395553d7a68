#include "query/json.h"
