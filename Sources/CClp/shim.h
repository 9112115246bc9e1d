#include <malloc.h>
#include <coin/Clp_C_Interface.h>
