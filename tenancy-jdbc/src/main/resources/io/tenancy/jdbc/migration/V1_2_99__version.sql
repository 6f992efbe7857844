-- Last of 1.2.
revoke all on all routines in schema tenancy from public;
update tenancy.control_plane set version = '1.2';
