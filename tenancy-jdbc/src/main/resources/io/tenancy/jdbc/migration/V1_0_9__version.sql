-- Last of 1.0: without this row the control plane counts as not installed, so an interrupted installation is no control plane.
insert into tenancy.control_plane (version) values ('1.0');
