#include "schema/manifest.h"
