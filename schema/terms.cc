#include "schema/terms.h"
