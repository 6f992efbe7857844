-- Last of 1.1.
update tenancy.control_plane set version = '1.1';
