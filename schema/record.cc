#include "schema/record.h"
