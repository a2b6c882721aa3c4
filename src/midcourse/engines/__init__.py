"""Where the tasks of a campaign are worked: threads of this process, workers here, or a cluster that is there."""
