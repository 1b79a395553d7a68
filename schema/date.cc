#include "schema/date.h"
